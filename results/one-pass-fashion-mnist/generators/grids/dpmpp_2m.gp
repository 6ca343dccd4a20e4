# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1169,324 font 'sans,12' background '#ffffff'
set output 'dpmpp_2m.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1169]
set yrange [0:324]
set label 'dpmpp_2m' at 14,300 left noenhanced font ',15' textcolor rgb '#222222'
set label 'NFE 5,  FD 46.8,  precision 0.663,  recall 0.629' at 14,264 left noenhanced textcolor rgb '#444444'
set label 'NFE 10,  FD 32.4,  precision 0.663,  recall 0.721' at 14,172 left noenhanced textcolor rgb '#444444'
set label 'NFE 20,  FD 32.3,  precision 0.667,  recall 0.717' at 14,80 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-karras-nfe5.png' binary filetype=png origin=(14.5,194.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-karras-nfe10.png' binary filetype=png origin=(14.5,102.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-karras-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
