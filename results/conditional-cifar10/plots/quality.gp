# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9521 left noenhanced font ',18' textcolor rgb '#222222'
set label 'fd[cifar10-classifier]   (lower is better)' at screen 0.02, screen 0.9000 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8604
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 374.42176 371.35095 377.49257
10 281.25814 279.36965 283.14662
20 250.54182 248.03988 253.04376
EOD
$c1 << EOD
5 437.68955 427.4409 447.93821
10 330.18887 321.08174 339.296
20 206.64826 199.46806 213.82846
EOD
$c2 << EOD
5 267.51653 260.03456 274.9985
10 155.597 145.06723 166.12678
20 112.53774 102.0555 123.01997
EOD
$c3 << EOD
4 375.45122 370.23208 380.67036
10 155.57707 150.56448 160.58966
20 79.295032 69.348252 89.241813
EOD
$c4 << EOD
5 156.19453 145.59641 166.79264
10 93.653032 83.777358 103.52871
20 90.063009 80.159893 99.966126
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.155
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('70' 70, '100' 100, '150' 150, '200' 200, '300' 300, '500' 500)
set logscale x
set xtics ('5' 5, '7' 7, '10' 10, '15' 15, '20' 20)
set xrange [3.4782609:23]
set yrange [68.952202:503.34299]
set arrow from graph 1.02, graph 0.6490 to graph 1.085, graph 0.6490 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.6490 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.6490 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.5522 to graph 1.085, graph 0.5522 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.5522 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.5522 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.2464 to graph 1.085, graph 0.2464 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.2464 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.2464 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.0703 to graph 1.085, graph 0.0703 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.0703 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0703 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1344 to graph 1.085, graph 0.1344 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1344 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1344 point pt 7 ps 0.8 lc rgb '#0072B2'
set terminal svg noenhanced size 640,480 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,960 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#CC79A7' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
