# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Trajectory error against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST, a first look' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'RMS distance to the converged trajectory; bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9502492 0.26717427 0.21227854 0.32207
9.9004983 0.18745585 0.13623851 0.2386732
19.800997 0.1146183 0.074614573 0.15462203
EOD
$c1 << EOD
4 0.974981 0.9327499 1.0172121
10 0.38011956 0.32533131 0.43490781
20 0.14350801 0.086443168 0.20057285
EOD
$c2 << EOD
5.0502508 0.23127159 0.17256403 0.28997915
10.100502 0.1096954 0.062664703 0.1567261
20.201003 0.033881075 0.019219892 0.048542257
EOD
set lmargin at screen 0.110
set rmargin at screen 0.775
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('0.003' 0.0030000000000000001, '0.01' 0.01, '0.03' 0.029999999999999999, '0.1' 0.10000000000000001, '0.3' 0.30000000000000004, '1' 1)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [0.0028028599:1.4200591]
set arrow from graph 0, first 0.003912878 to graph 1, first 0.003912878 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 'uncertainty of the reference' at graph 0.01, first 0.003912878 left offset 0,0.5 noenhanced font ',13' textcolor rgb '#666666'
set arrow from graph 1.02, graph 0.5859 to graph 1.085, graph 0.5859 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.5859 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5859 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.6419 to graph 1.085, graph 0.6419 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.6419 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.6419 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.4002 to graph 1.085, graph 0.4002 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.4002 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.4002 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'trajectory.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
