# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST, a first look' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better)' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 211.81893 211.81893 211.81893
10 193.41594 193.41594 193.41594
20 114.67366 114.67366 114.67366
EOD
$c1 << EOD
5 129.02018 129.02018 129.02018
10 67.918096 67.918096 67.918096
20 35.710541 35.710541 35.710541
EOD
$c2 << EOD
5 96.059253 96.059253 96.059253
10 55.943393 55.943393 55.943393
20 43.382322 43.382322 43.382322
EOD
$c3 << EOD
4 208.9454 208.9454 208.9454
10 147.62318 147.62318 147.62318
20 43.023662 43.023662 43.023662
EOD
$c4 << EOD
5 57.793237 57.793237 57.793237
10 40.313344 40.313344 40.313344
20 37.95142 37.95142 37.95142
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('50' 50, '70' 70, '100' 100, '150' 150, '200' 200)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [31.052644:243.59177]
set arrow from graph 1.02, graph 0.6342 to graph 1.085, graph 0.6342 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.6342 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6342 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.0375 to graph 1.085, graph 0.0375 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.0375 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.0375 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2055 to graph 1.085, graph 0.2055 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2055 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2055 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.1495 to graph 1.085, graph 0.1495 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.1495 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.1495 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.0935 to graph 1.085, graph 0.0935 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.0935 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.0935 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
