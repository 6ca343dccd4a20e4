# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: samplers at 5 to 1000 evaluations' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9255597 0.29395423 0.27296795 0.31494051
6.8957836 0.23604528 0.21640581 0.25568475
9.8511194 0.18549151 0.16794907 0.20303395
13.791567 0.14763059 0.13058124 0.16467994
19.702239 0.1061679 0.094182169 0.11815364
29.553358 0.076301728 0.066574151 0.086029305
49.255597 0.050400276 0.041624963 0.059175589
98.511194 0.028301951 0.021438695 0.035165207
EOD
$c1 << EOD
3.9800499 1.0124915 0.99710431 1.0278787
5.9700749 0.65653801 0.6444717 0.66860432
9.9501248 0.4213035 0.40180699 0.44080002
13.930175 0.25801665 0.23217893 0.28385437
19.90025 0.13972157 0.1112254 0.16821773
29.850374 0.068878161 0.053699303 0.084057019
49.750624 0.035875633 0.021551049 0.050200218
99.501248 0.0097524126 0.0057691999 0.013735625
EOD
$c2 << EOD
5.0250626 0.23976464 0.21869113 0.26083816
7.0350876 0.14852984 0.12523572 0.17182397
10.050125 0.091957513 0.072908285 0.11100674
14.070175 0.062633916 0.04753475 0.077733081
20.10025 0.037889006 0.027068368 0.048709644
30.150376 0.019572362 0.012121121 0.027023603
50.250626 0.0073899263 0.0047322353 0.010047617
100.50125 0.0020453601 0.001218195 0.0028725251
EOD
$c3 << EOD
7.1057915 0.70602625 0.69486359 0.71718891
7.1057915 0.70602625 0.69486359 0.71718891
13.19647 0.23623325 0.21826359 0.25420292
19.287148 0.1159661 0.10364612 0.12828609
25.377827 0.049387275 0.037588918 0.061185633
49.74054 0.0099305524 0.0066348896 0.013226215
98.465967 0.0019868168 0.0013697965 0.0026038371
EOD
set lmargin at screen 0.110
set rmargin at screen 0.775
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001, '1' 1)
set logscale x
set xtics ('5' 5, '10' 10, '20' 20, '50' 50, '100' 100)
set xrange [3.4782609:115]
set yrange [0.00016850991:1.6834687]
set arrow from graph 0, first 0.00027598701 to graph 1, first 0.00027598701 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 0.00027598701 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.5564 to graph 1.085, graph 0.5564 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.5564 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5564 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.4407 to graph 1.085, graph 0.4407 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.4407 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.4407 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.2975 to graph 1.085, graph 0.2975 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.2975 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.2975 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.2415 to graph 1.085, graph 0.2415 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.2415 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.2415 point pt 15 ps 0.8 lc rgb '#56B4E9'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8
unset output
